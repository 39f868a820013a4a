import { Menu } from '@base-ui/react/menu'
import { Check, CircleUserRound } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { Me } from '../../shared/wire/api.ts'
import { commonWords } from '../i18n/common.ts'
import { LANGUAGES, setLanguage, useLanguage } from '../i18n/language.ts'
import { useMessages } from '../i18n/messages.ts'
import { personWords } from '../i18n/person.ts'
import { LANGUAGE_NAMES } from './LanguageSelect.tsx'
import { useLeave } from './leave.ts'
import { SignOut } from './SignOut.tsx'
import { ahead } from './ahead.ts'
import './personMenu.css'

const DeviceDialog = lazy(ahead(async () => ({ default: (await import('./DeviceDialog.tsx')).DeviceDialog })))

/** One's own name and role, and under it: another device, the language, signing out. */
export function PersonMenu({ me }: { me: Me }) {
  const words = useMessages(personWords)
  const common = useMessages(commonWords)
  const language = useLanguage()
  const leave = useLeave()
  const [dialog, setDialog] = useState<'device' | 'sign-out' | null>(null)
  const close = (): void => setDialog(null)
  return (
    <>
      <Menu.Root>
        <Menu.Trigger className="plain person">
          <CircleUserRound size={20} aria-hidden />
          <span className="person-name">{me.user.name}</span>
          <span className="person-role"> · {common.role[me.role]}</span>
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner className="person-layer" sideOffset={6} align="end">
            <Menu.Popup className="person-menu">
              <Menu.Item onClick={() => setDialog('device')}>{words.device}</Menu.Item>
              <Menu.Separator className="person-line" />
              <Menu.RadioGroup
                aria-label={common.language}
                value={language}
                onValueChange={(value: unknown) => {
                  const chosen = LANGUAGES.find((one) => one === value)
                  if (chosen !== undefined) setLanguage(chosen)
                }}
              >
                {LANGUAGES.map((one) => (
                  <Menu.RadioItem key={one} value={one} lang={one} closeOnClick>
                    {LANGUAGE_NAMES[one]}
                    <Menu.RadioItemIndicator>
                      <Check size={18} aria-hidden />
                    </Menu.RadioItemIndicator>
                  </Menu.RadioItem>
                ))}
              </Menu.RadioGroup>
              <Menu.Separator className="person-line" />
              <Menu.Item onClick={() => setDialog('sign-out')}>{common.signOut}</Menu.Item>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      <Suspense>
        {dialog === 'device' && <DeviceDialog me={me} onClose={close} />}
        {dialog === 'sign-out' && <SignOut user={me.user.id} onSignedOut={leave} onClose={close} />}
      </Suspense>
    </>
  )
}
