/** How long the screen waits for the network before it goes on with what this device has, milliseconds. */
const PATIENCE_MS = 3_000

/** The answer, or `otherwise` when there is none soon. */
export function soon<T, E>(answer: Promise<T>, otherwise: E): Promise<T | E> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<E>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), PATIENCE_MS)
  })
  return Promise.race([answer, late]).finally(() => clearTimeout(timer))
}
