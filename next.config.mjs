import createNextIntlPlugin from 'next-intl/plugin'

const withMessages = createNextIntlPlugin('./components/messages/request.ts')

/** What every answer carries; the content policy is set per request, because it holds a nonce. */
const headers = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Permissions-Policy', value: 'camera=(self), microphone=(), geolocation=()' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
]

export default withMessages({
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked by `npm test`, by a compiler that Next does not embed.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['@node-rs/argon2', 'graphile-worker', 'libphonenumber-js', 'pino', 'pinyin-pro', 'postgres'],
  experimental: { turbopackFileSystemCacheForBuild: true },
  async headers() {
    return [{ source: '/:path*', headers }]
  },
})
