import { createContext, useContext } from 'react'

/** What the app does once this browser's session has ended: it shows that nobody is signed in. */
export const Leave = createContext<() => void>(() => undefined)

export const useLeave = (): (() => void) => useContext(Leave)
