/** Bounds on what one client may send or hold, each with its unit and why. */

/** One WebSocket frame, bytes: the largest first sync of a long plan with years of history. */
export const FRAME_BYTES = 16 * 1024 * 1024
/** The same from who may not write, bytes: a state vector, or the deletions of a long plan. */
export const READER_FRAME_BYTES = 4 * 1024 * 1024
/** Open sockets of one session: a browser's tabs with a plan in each. */
export const SOCKETS_PER_SESSION = 16
/** Open sockets in one plan: a large committee with several devices each. */
export const SOCKETS_PER_PLAN = 1_000
/** A live update, bytes: a whole pasted plan is under 1 MiB. */
export const UPDATE_BYTES = 1024 * 1024
/** Unsent bytes to one slow reader before it is cut off; it resyncs when it is back. */
export const UNSENT_BYTES = 4 * 1024 * 1024
/** One awareness state as JSON, bytes. */
export const AWARENESS_BYTES = 2 * 1024
/** Awareness entries read of one frame: everyone in a plan. */
export const AWARENESS_ENTRIES = 1_000
/**
 * Awareness frames a second and connection that are read; others hear of a change at most every 50 ms. Carets
 * move with typing, and y-websocket sends on each frame that it receives.
 */
export const AWARENESS_RATE = 60
/** Forward leap of one client's clock in one update, in Yjs clock units. */
export const CLOCK_LEAP = 1_000_000
/** Distinct client ids with something new in one update: weeks offline make one with each reload. */
export const CLIENT_IDS = 10_000
/** New client ids per person and day: each reload that writes makes one, and none of them ever goes away. */
export const NEW_CLIENT_IDS = 500
/** Frames in one exchange over HTTP: a question, what was typed since the last one, a digest's question. */
export const EXCHANGE_FRAMES = 16
/** Exchanges of one session in a minute: a few tabs of one who types in each. */
export const EXCHANGES_PER_MINUTE = 240
/** Versions that one session keeps or names in a minute: nobody reads more, and each costs a worker the text twice. */
export const VERSIONS_PER_MINUTE = 30
/** A state vector, bytes: some 150,000 client ids, which years of a large committee do not reach. */
export const VECTOR_BYTES = 1024 * 1024
/** The slowest line that a request's body is waited for, bytes a second: a phone on 2G, which others share. */
export const SLOWEST_LINE = 2 * 1024
/** Body of an HTTP request with JSON, bytes. */
export const JSON_BYTES = 1024 * 1024
/** Source text to import, bytes. */
export const IMPORT_BYTES = 10 * 1024 * 1024
/** One comment or reply, UTF-16 units. */
export const COMMENT_LENGTH = 4_000
/** A person's or committee's name, UTF-16 units. */
export const NAME_LENGTH = 60
/** People whom one invitation lets in: the ordinary members of a large body. */
export const INVITE_USES = 5_000
/** Names that are put on the roster at once. */
export const ROSTER_NAMES = 500
/** Guesses at an invitation per address and minute. */
export const GUESSES_PER_MINUTE = 10
