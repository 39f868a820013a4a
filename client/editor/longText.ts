/** From so many blocks on, only those in view are laid out (editor.css). */
const LONG = 300

export const isLong = (blocks: number): boolean => blocks >= LONG
