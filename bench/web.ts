import type { Figure } from './measure'
export const web = async (): Promise<Figure[]> => []
