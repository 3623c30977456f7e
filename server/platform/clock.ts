/** The one clock of the shell. The engine has none: it is told the time. */
export const now = (): Date => new Date()
