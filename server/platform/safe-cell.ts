/** A cell that a spreadsheet would take for a formula starts with one of these; a quote before it keeps it text. */
const FORMULA = /^[=+\-@\t\r\n|%]/u

/** A text as a cell of a file that a spreadsheet opens. */
export const safeCell = (cell: string): string => (FORMULA.test(cell.trimStart()) || FORMULA.test(cell) ? `'${cell}` : cell)
