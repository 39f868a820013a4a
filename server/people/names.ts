import { NAME_LENGTH } from '../../shared/wire/limits.ts'

/**
 * A person's or committee's name as it is stored: NFC, single spaces, without control, format or
 * direction characters, so that two names that look alike to a reader are one. Null when nothing is left.
 */
export function cleanName(name: string): string | null {
  const clean = name
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
  return clean.length === 0 || clean.length > NAME_LENGTH ? null : clean
}
