/** From so many blocks on, only those in view are laid out (sheet.css). */
const LONG = 300
/** From so many on they are left out by chunks (chunks.ts). */
const VERY_LONG = 1_500

export const isLong = (blocks: number): boolean => blocks >= LONG

export const isVeryLong = (blocks: number): boolean => blocks >= VERY_LONG
