import { createHash, randomBytes } from 'node:crypto'

/** 128 random bits, URL-safe, 22 characters: an id or a secret. */
export const random22 = (): string => randomBytes(16).toString('base64url')

/** How a secret is stored and looked up (RULES H1). 128 random bits need no slow hash. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url')
