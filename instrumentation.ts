/** Run once by the web process before it answers anything. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { trustSocketOnly } = await import('./server/platform/auth/trust-socket')
  const { warmUp } = await import('./server/platform/auth/password')
  trustSocketOnly()
  await warmUp()
}
