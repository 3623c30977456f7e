export type House = {
  address: string
  port: number
  /** The settings that web and worker run with, the addresses of the database among them. */
  env: Record<string, string>
  stop: () => Promise<void>
}
export function startHouse(options: {
  state: string
  settings: Record<string, string>
  mode?: 'start' | 'dev'
  wishedPort: number
  serverSettings?: Record<string, string>
  step: <T>(label: string, work: () => Promise<T>) => Promise<T>
  report: (line: string) => void
}): Promise<House & { living?: undefined }>
