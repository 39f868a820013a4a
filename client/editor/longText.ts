/** From so many blocks on, only those in view are laid out (sheet.css). */
const LONG = 300

export const isLong = (blocks: number): boolean => blocks >= LONG
