import { cookies, headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { messagesOf } from './load'
import { chooseLocale, localeCookie } from './locale'

/** Language, words, time and zone of a request. A tenant's pages replace the zone by the merchant's own. */
export default getRequestConfig(async () => {
  const locale = chooseLocale((await cookies()).get(localeCookie)?.value, (await headers()).get('accept-language'))
  return { locale, messages: messagesOf(locale), timeZone: 'Asia/Shanghai', now: new Date() }
})
