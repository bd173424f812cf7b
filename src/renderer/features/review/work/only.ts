/** Which examinations the table shows. */
export const ONLY = ['all', 'unassigned', 'overdue', 'ready', 'signed'] as const
export type Only = (typeof ONLY)[number]
