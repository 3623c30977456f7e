export type Server = {
  pid: number
  port: number
  /** Whether it ran before. */
  adopted: boolean
  folder: string
  url: (database?: string) => string
  running: () => boolean
  stop: (how?: 'fast' | 'immediate') => Promise<void>
}
export const OWNER: string
export function startPostgres(options: {
  folder: string
  password: string
  port?: number
  settings?: Record<string, string>
  log?: string
}): Promise<Server>
export function stopPostgres(folder: string, how?: 'fast' | 'immediate'): Promise<void>
export function runningServer(folder: string): { pid: number; port: number; ready: boolean } | null
