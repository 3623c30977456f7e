import type { Scheme } from './palette'

export const themeCookie = 'rungs-theme'

/** What the person chose; `system` follows the device. */
export const themeChoices = ['system', 'light', 'dark'] as const
export type ThemeChoice = (typeof themeChoices)[number]

export type ThemeState = { choice: ThemeChoice; scheme: Scheme }

/** The cookie holds the choice and what it last came to, so that the server draws the right one. */
export function readTheme(cookie: string | undefined): ThemeState {
  const [choice, scheme] = (cookie ?? '').split('.')
  return {
    choice: themeChoices.find((c) => c === choice) ?? 'system',
    scheme: scheme === 'dark' ? 'dark' : 'light',
  }
}

/**
 * Runs before the first paint: settles the scheme, and when the server drew the other one, marks the page so that it is
 * not shown in the wrong colours for a moment.
 */
export const themeScript = `(function(){var d=document,h=d.documentElement,m=/(?:^|; )${themeCookie}=([a-z]+)/.exec(d.cookie),c=m?m[1]:'system',s=c==='light'||c==='dark'?c:matchMedia('(prefers-color-scheme: dark)').matches?'dark':'light';if(h.dataset.theme!==s){h.dataset.theme=s;h.dataset.repaint=''}d.cookie='${themeCookie}='+c+'.'+s+';path=/;max-age=31536000;samesite=lax'})()`
