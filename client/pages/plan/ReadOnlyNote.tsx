import { mayComment, mayWrite } from '../../../shared/record/may.ts'
import type { Role, Stage } from '../../../shared/record/roles.ts'
import type { Standing } from '../../../shared/wire/messages.ts'
import { commonWords } from '../../i18n/common.ts'
import { useMessages } from '../../i18n/messages.ts'
import { planWords } from '../../i18n/plan.ts'
import { refusals } from '../../i18n/refusals.ts'
import { isOutdated } from '../../sync/outdated.ts'

type ReadOnlyNoteProps = { role: Role; stage: Stage; standing: Standing | null }

/** Says why the text cannot be changed here. */
export function ReadOnlyNote({ role, stage, standing }: ReadOnlyNoteProps) {
  const words = useMessages(planWords)
  const common = useMessages(commonWords)
  const sentences = useMessages(refusals)
  const why = (): string => {
    if (isOutdated(standing)) return sentences['old-schema']
    if (mayWrite(role, 'draft')) return words.readOnlyStage(common.stage[stage])
    return mayComment(role, stage) ? words.commentOnly(common.role[role]) : words.readOnly(common.role[role])
  }
  return (
    <p className="plan-banner" role="status">
      {why()}
    </p>
  )
}
