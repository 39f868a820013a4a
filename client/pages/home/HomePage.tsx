import { Menu } from '@base-ui/react/menu'
import { FilePlus2, FileUp, Trash2 } from 'lucide-react'
import { lazy, Suspense, useRef, useState } from 'react'
import type { Front, Block } from '../../../shared/plan/block.ts'
import { mayCreatePlan, mayDeletePlan } from '../../../shared/record/may.ts'
import { langOf } from '../../../shared/plan/lang.ts'
import type { Me, PlanRow } from '../../../shared/wire/api.ts'
import { commonWords } from '../../i18n/common.ts'
import { homeWords } from '../../i18n/home.ts'
import { currentLanguage } from '../../i18n/language.ts'
import { useMessages } from '../../i18n/messages.ts'
import { refusals } from '../../i18n/refusals.ts'
import { createPlan } from '../../sync/createPlan.ts'
import { createPlans } from '../../sync/createPlans.ts'
import type { HomePlan } from '../../sync/homePlans.ts'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { LanguageSelect } from '../../ui/LanguageSelect.tsx'
import { PersonMenu } from '../../ui/PersonMenu.tsx'
import { go } from '../../ui/router.ts'
import { type TemplateName, readTemplate } from './templates/templates.ts'
import { byYear } from './byYear.ts'
import { DeletePlanDialog } from './DeletePlanDialog.tsx'
import { useHomePlans } from './useHomePlans.ts'
import { ahead } from '../../ui/ahead.ts'
import './home.css'

const ImportDialog = lazy(
  ahead(async () => ({
    default: (await import('../../panels/import/ImportDialog.tsx')).ImportDialog,
  })),
)

const TEMPLATES = ['blank', 'school', 'company', 'street', 'house'] as const satisfies readonly TemplateName[]

const when = (at: number): string =>
  new Date(at).toLocaleString(currentLanguage(), { dateStyle: 'medium', timeStyle: 'short' })

/** Home: the committee's plans, and the ways to a new one. */
export default function HomePage({ me }: { me: Me }) {
  const words = useMessages(homeWords)
  const common = useMessages(commonWords)
  const sentences = useMessages(refusals)
  const { plans, fresh, error, setError, load } = useHomePlans(me)
  const [removing, setRemoving] = useState<PlanRow | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const [importing, setImporting] = useState(false)

  const open = (front: Front, blocks: readonly Block[]): void => {
    createPlan(me, front, blocks).then(({ plan }) => go(`/plan/${plan}`), setError)
  }
  /** What of a plan the server does not have, or will not have, and why. */
  const markOf = ({ waiting, refused, unsynced }: HomePlan): string | null => {
    if (refused !== null) return waiting ? sentences[refused] : words.gone
    if (waiting) return words.waiting
    return unsynced > 0 ? words.unsynced(unsynced) : null
  }
  const marked = (rows: readonly HomePlan[]) => rows.map((plan) => ({ plan, mark: markOf(plan) }))

  return (
    <>
      <header className="app-header">
        <strong>{common.product}</strong>
        <span className="home-committee">{me.committee.name}</span>
        <span className="push" />
        <PersonMenu me={me} />
        <span className="home-language">
          <LanguageSelect />
        </span>
      </header>
      <main className="home">
        <div className="home-head">
          <h1 ref={heading} tabIndex={-1}>
            {words.plans}
          </h1>
          {mayCreatePlan(me.role) && (
            <div className="home-actions">
              <button type="button" className="plain" onClick={() => setImporting(true)}>
                <FileUp size={18} aria-hidden /> {words.import}
              </button>
              <Menu.Root>
                <Menu.Trigger className="primary">
                  <FilePlus2 size={18} aria-hidden /> {words.create}
                </Menu.Trigger>
                <Menu.Portal>
                  <Menu.Positioner sideOffset={6} align="end">
                    <Menu.Popup className="menu">
                      {TEMPLATES.map((name) => (
                        <Menu.Item
                          key={name}
                          className="menu-item"
                          onClick={() => {
                            const { front, blocks } = readTemplate(name)
                            open(front, blocks)
                          }}
                        >
                          {words[name]}
                        </Menu.Item>
                      ))}
                    </Menu.Popup>
                  </Menu.Positioner>
                </Menu.Portal>
              </Menu.Root>
            </div>
          )}
        </div>
        <ErrorNote error={error} />
        {!fresh && (
          <p className="soft" role="status">
            {words.offline}
          </p>
        )}
        {plans === null && error === null && <p className="soft">{common.loading}</p>}
        {plans?.length === 0 && <p className="home-empty">{words.empty}</p>}
        {plans !== null &&
          byYear(plans, words.noYear).map(([year, rows]) => (
            <section key={year}>
              <h2>{year}</h2>
              <ul className="home-plans">
                {marked(rows).map(({ plan, mark }) => (
                  <li key={plan.id}>
                    <a
                      href={`/plan/${plan.id}`}
                      onClick={(event) => {
                        event.preventDefault()
                        go(`/plan/${plan.id}`)
                      }}
                    >
                      <span
                        className="home-title"
                        lang={plan.title === null ? undefined : langOf([plan.title])}
                      >
                        {plan.title ?? common.untitled}
                      </span>
                      <span className="home-stage">{common.stage[plan.stage]}</span>
                      {mark !== null && <span className="home-stage">{mark}</span>}
                      <span className="soft home-edited">{words.edited(when(plan.editedAt))}</span>
                    </a>
                    {fresh &&
                      !plan.waiting &&
                      plan.refused === null &&
                      mayDeletePlan(me.role, plan.createdBy === me.user.id, plan.stage) && (
                        <button
                          type="button"
                          className="home-delete"
                          aria-label={words.remove(plan.title ?? common.untitled)}
                          onClick={() => setRemoving(plan)}
                        >
                          <Trash2 size={18} aria-hidden />
                        </button>
                      )}
                  </li>
                ))}
              </ul>
            </section>
          ))}
      </main>
      {removing !== null && (
        <DeletePlanDialog
          plan={removing}
          focusAfter={heading}
          onDeleted={load}
          onClose={() => setRemoving(null)}
        />
      )}
      {importing && (
        <Suspense>
          <ImportDialog
            open
            onClose={() => setImporting(false)}
            onImport={(plans) => {
              setImporting(false)
              createPlans(me, plans).then((path) => (path === '/' ? load() : go(path)), setError)
            }}
          />
        </Suspense>
      )}
    </>
  )
}
