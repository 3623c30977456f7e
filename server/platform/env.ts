/** A required setting of the process. Says which one is missing. */
export function setting(name: 'APP_DATABASE_URL' | 'JOBS_DATABASE_URL' | 'RUNGS_DATA_KEY' | 'NEXTAUTH_SECRET'): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set: start with "npm start", or see .env.example`)
  return value
}
