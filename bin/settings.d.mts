export function readSettings(state: string): Record<string, string>
