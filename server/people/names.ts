import { NAME_LENGTH } from '../../shared/wire/limits.ts'

/**
 * A person's or committee's name as it is stored: NFC, single spaces, without control, direction or
 * invisible characters, so that two names that look alike to a reader are one. Null when nothing is left.
 */
export function cleanName(name: string): string | null {
  const clean = name
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu, '')
    .normalize('NFC')
    .replace(/ +/g, ' ')
    .trim()
  return clean.length === 0 || clean.length > NAME_LENGTH ? null : clean
}

/** Whether two clean names would be taken for one by a reader: letter case and full-width forms aside. */
export const isSameName = (one: string, other: string): boolean =>
  one.normalize('NFKC').toLowerCase() === other.normalize('NFKC').toLowerCase()
