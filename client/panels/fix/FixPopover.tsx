import { Popover } from '@base-ui/react/popover'
import type { Editor } from '@tiptap/core'
import { useRef } from 'react'
import { canMakeBlock } from '../../../shared/plan/block.ts'
import type { FixAsked } from '../../editor/askFix.ts'
import { moveToMonth } from '../../editor/months.ts'
import type { TypedPlanState } from '../../editor/typedPlan.ts'
import { fixWords } from '../../i18n/fix.ts'
import { useMessages } from '../../i18n/messages.ts'
import { makeBlock } from '../makeBlock.ts'
import { termOf } from '../months/term.ts'
import { ofBlock, readUncorrected, saidBy } from './automatic.ts'
import { differing, fixAfter } from './fixDraft.ts'
import { focusAfter, type Origin } from './focusAfter.ts'
import { GoalForm } from './GoalForm.tsx'
import { type ItemFields, ItemForm } from './ItemForm.tsx'
import { fixNow, writeFix } from './writeFix.ts'
import '../panel.css'
import './fix.css'

type FixPopoverProps = {
  asked: FixAsked
  /** Where that was. */
  origin: Origin
  typed: TypedPlanState
  editor: Editor
  onClose: (isSaved: boolean) => void
}

/** Corrects what was read in a block, beside the value or chip that was pointed at; on a phone at the bottom. */
export function FixPopover({ asked, origin, typed, editor, onClose }: FixPopoverProps) {
  const words = useMessages(fixWords)
  const popup = useRef<HTMLDivElement>(null)
  const { goals, goal, item } = ofBlock(typed.plan, asked.block)
  const pointed = goals[asked.goal] ?? goal
  const title = words.title(pointed?.metric || item?.task || pointed?.quote || item?.quote || '')
  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose(false)}>
      <Popover.Portal>
        <Popover.Positioner
          className="fix-positioner"
          anchor={asked.anchor}
          sideOffset={4}
          align="end"
          collisionPadding={8}
        >
          <Popover.Popup
            ref={popup}
            className="fix-popup"
            initialFocus={() =>
              popup.current?.querySelector<HTMLElement>(`[data-fix="${asked.field ?? ''}"]`) ?? true
            }
            finalFocus={() => focusAfter(asked, origin, editor)}
          >
            <Popover.Title className="fix-title">{title}</Popover.Title>
            <FixBody asked={asked} typed={typed} editor={editor} onClose={onClose} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

function FixBody({ asked, typed, editor, onClose }: Omit<FixPopoverProps, 'origin'>) {
  const words = useMessages(fixWords)
  const block = typed.blocks.find(({ id }) => id === asked.block)
  const { goals, item } = ofBlock(typed.plan, asked.block)
  const at = goals[asked.goal] === undefined ? 0 : asked.goal
  const goal = goals[at]
  if (block === undefined || (goal === undefined && item === undefined)) return <p>{words.gone}</p>
  const automatic = readUncorrected(typed.front, typed.blocks).get(block.id)
  const said = saidBy(typed, block.id)

  if (block.kind === 'goal' && goal !== undefined) {
    return (
      <>
        <p className="fix-hint">{words.intro}</p>
        <GoalForm
          goal={goal}
          automatic={automatic?.goals[at] ?? goal}
          onSave={(was, is, read) => {
            const now = fixNow(editor, block.id)
            if (now !== null)
              writeFix(editor, block.id, fixAfter(now, { was, is, automatic: read }, said, at))
            onClose(true)
          }}
        />
      </>
    )
  }
  if (block.kind === 'monthlyItem' && item !== undefined) {
    const order = termOf(typed.plan.period, typed.plan.monthly).map(({ month }) => month)
    const rest = Array.from({ length: 12 }, (_, index) => index + 1).filter((month) => !order.includes(month))
    const save = (was: ItemFields, is: ItemFields, read: ItemFields): void => {
      const now = fixNow(editor, block.id)
      onClose(true)
      if (now === null) return
      const fix = fixAfter(now, { was, is, automatic: read }, said)
      const moves = differing(is, was).some((field) => field === 'months' || field === 'part')
      const isRead = differing(is, read).every((field) => field !== 'months' && field !== 'part')
      if (!moves || isRead) writeFix(editor, block.id, fix)
      else {
        // The block moves along, and gets these two as corrections only where its words say otherwise.
        delete fix.months
        delete fix.part
        moveToMonth(editor, block.id, is.months, is.part, order, fix)
      }
    }
    return (
      <>
        <p className="fix-hint">{words.introItem}</p>
        <ItemForm
          item={item}
          automatic={automatic?.item ?? item}
          order={[...order, ...rest]}
          defaults={fixWords[typed.plan.lang]}
          onSave={save}
        />
      </>
    )
  }
  if (!canMakeBlock(block)) return <p>{words.cannot}</p>
  const kind = goal === undefined ? 'monthlyItem' : 'goal'
  return (
    <>
      <p>{words.prose}</p>
      <div className="fix-actions">
        <Popover.Close className="panel-button">{words.cancel}</Popover.Close>
        <button
          type="button"
          className="panel-button panel-button-primary"
          onClick={() => makeBlock(editor, block.id, kind)}
        >
          {kind === 'goal' ? words.makeGoal : words.makeItem}
        </button>
      </div>
    </>
  )
}
