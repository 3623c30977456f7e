export function clearAway(state: string): Promise<boolean>
