import { type ComponentProps, lazy, Suspense } from 'react'
import { ahead } from './ahead.ts'

const SignOutDialog = lazy(
  ahead(async () => ({ default: (await import('./SignOutDialog.tsx')).SignOutDialog })),
)

/** The dialog before signing out, fetched when it is asked for. */
export function SignOut(props: ComponentProps<typeof SignOutDialog>) {
  return (
    <Suspense>
      <SignOutDialog {...props} />
    </Suspense>
  )
}
