import type { Unreadable } from '../../shared/inputs/decode.ts'
import { messages } from './messages.ts'
import { plural } from './panels.ts'

/** Why a text was not read in: what a file is not, or our own failure. */
export type ImportProblem = Unreadable | 'failed'

const hansProblems: Record<ImportProblem, string> = {
  empty: '这里面没有文字。',
  'too-large': '超过 10 MB，读不进来。请分成几份，或只复制计划的正文。',
  'old-word': '这是旧格式的 Word 或 WPS 文件。请用它打开，另存为 .docx 再导入。',
  protected: '这个文件有密码。请打开它，去掉密码后另存，再导入。',
  broken: '这个文件损坏了，读不出来。请用 Word 或 WPS 打开，另存为 .docx 再导入。',
  pdf: '目前还不能直接打开 PDF。请打开它，全选、复制，粘贴到这里。',
  'not-text': '这不是文本文件。请打开原文件，复制文字粘贴到这里，或另存为 .txt。',
  failed: '没能读出来。请把文字复制粘贴到这里再试；原文件没有改动。',
}
const hantProblems: Record<ImportProblem, string> = {
  empty: '裡面沒有文字。',
  'too-large': '超過 10 MB，無法讀入。請分成幾份，或只複製計畫的內文。',
  'old-word': '這是舊格式的 Word 或 WPS 檔案。請開啟後另存為 .docx 再匯入。',
  protected: '這個檔案設有密碼。請開啟後移除密碼、另存新檔，再匯入。',
  broken: '這個檔案已損壞，無法讀取。請用 Word 或 WPS 開啟，另存為 .docx 再匯入。',
  pdf: '目前還不能直接開啟 PDF。請開啟檔案，全選、複製，貼到這裡。',
  'not-text': '這不是純文字檔。請開啟原檔，複製文字貼到這裡，或另存為 .txt。',
  failed: '無法讀出內容。請將文字複製貼到這裡再試；原檔沒有變動。',
}
const enProblems: Record<ImportProblem, string> = {
  empty: 'There is no text in this.',
  'too-large': 'This is over 10 MB and cannot be read in. Split it, or copy only the plan itself.',
  'old-word': 'This is an old Word or WPS file. Open it there, save it as .docx, and import that.',
  protected: 'This file has a password. Open it, remove the password, save it, and import that.',
  broken:
    'This file is damaged and cannot be read. Open it in Word or WPS, save it as .docx, and import that.',
  pdf: 'PDF files cannot be opened directly yet. Open the file, select all, copy, and paste it here.',
  'not-text': 'This is not a text file. Open the original and paste its text here, or save it as .txt.',
  failed: 'This could not be read. Copy the text and paste it here instead; your file was not changed.',
}

const listed = (parts: readonly (string | null)[], separator: string): string =>
  parts.filter((part) => part !== null).join(separator)

export const importWords = messages({
  'zh-Hans': {
    title: '导入计划',
    intro:
      '粘贴计划的文字，或打开 Word（.docx）、.txt、.md 文件。认不出的内容会原样保留为段落，一个字也不会少。',
    paste: '计划的文字',
    placeholder: '在这里粘贴，例如去年的工作计划…',
    open: '打开文件…',
    drop: '也可以把文件拖到这里',
    file: (name: string, characters: number | null) =>
      characters === null ? name : `${name}（${characters.toLocaleString('zh-CN')} 字）`,
    another: '换一个',
    reading: '正在识别…',
    several: (count: number) => `这里面有 ${count} 份，请选择要导入的；每份成为一个计划。`,
    importSeveral: (count: number) => `导入 ${count} 份`,
    clutter: (count: number) => `去掉像是网页带来的 ${count} 处`,
    clutterLines: '看看是哪些',
    outline: '识别出的大纲',
    counts: (goals: number, items: number) =>
      listed([goals > 0 ? `${goals} 个目标` : null, items > 0 ? `${items} 项月程` : null], '，'),
    beforeFirst: '（标题之前的文字）',
    untitled: '未命名计划',
    cancel: '取消',
    import: '导入',
    where: '放到哪里',
    places: { end: '加在本计划最后', cursor: '加在光标处', new: '新建一份计划' },
    problem: (why: ImportProblem) => hansProblems[why],
    summary: (sections: number, goals: number, items: number, doubts: number) =>
      sections + goals + items === 0
        ? '没有识别出小节、目标或月程，文字会原样保留。'
        : `识别到 ${sections} 节、${goals} 个目标、${items} 项月程${doubts > 0 ? `，${doubts} 处待确认` : ''}`,
  },
  'zh-Hant': {
    title: '匯入計畫',
    intro:
      '貼上計畫的文字，或開啟 Word（.docx）、.txt、.md 檔案。無法辨識的內容會原樣保留為段落，一個字也不會少。',
    paste: '計畫的文字',
    placeholder: '在這裡貼上，例如去年的工作計畫…',
    open: '開啟檔案…',
    drop: '也可以把檔案拖曳到這裡',
    file: (name, characters) =>
      characters === null ? name : `${name}（${characters.toLocaleString('zh-TW')} 字）`,
    another: '換一個',
    reading: '正在辨識…',
    several: (count) => `這裡面有 ${count} 份，請選擇要匯入的；每份成為一個計畫。`,
    importSeveral: (count) => `匯入 ${count} 份`,
    clutter: (count) => `移除看似網頁帶來的 ${count} 處`,
    clutterLines: '看看是哪些',
    outline: '辨識出的大綱',
    counts: (goals, items) =>
      listed([goals > 0 ? `${goals} 項目標` : null, items > 0 ? `${items} 項月程` : null], '，'),
    beforeFirst: '（標題之前的文字）',
    untitled: '未命名計畫',
    cancel: '取消',
    import: '匯入',
    where: '放到哪裡',
    places: { end: '加在本計畫最後', cursor: '加在游標處', new: '新增一份計畫' },
    problem: (why) => hantProblems[why],
    summary: (sections, goals, items, doubts) =>
      sections + goals + items === 0
        ? '沒有辨識出小節、目標或月程，文字會原樣保留。'
        : `辨識到 ${sections} 節、${goals} 項目標、${items} 項月程${doubts > 0 ? `，${doubts} 處待確認` : ''}`,
  },
  en: {
    title: 'Import a plan',
    intro:
      'Paste the plan’s text, or open a Word (.docx), .txt or .md file. What is not understood stays as it is, in a paragraph; not one character is lost.',
    paste: 'Text of the plan',
    placeholder: 'Paste here, for instance last year’s plan…',
    open: 'Open a file…',
    drop: 'or drop a file here',
    file: (name, characters) =>
      characters === null ? name : `${name} (${characters.toLocaleString('en')} characters)`,
    another: 'Another one',
    reading: 'Reading…',
    several: (count) =>
      `There are ${count} plans in this. Choose those to import; each becomes a plan of its own.`,
    importSeveral: (count) => `Import ${count} plans`,
    clutter: (count) => `Leave out ${plural(count, 'bit')} that a web page seems to have added`,
    clutterLines: 'Show them',
    outline: 'Outline that was recognised',
    counts: (goals, items) =>
      listed(
        [goals > 0 ? plural(goals, 'goal') : null, items > 0 ? plural(items, 'monthly item') : null],
        ', ',
      ),
    beforeFirst: '(text before the first heading)',
    untitled: 'Untitled plan',
    cancel: 'Cancel',
    import: 'Import',
    where: 'Where it goes',
    places: { end: 'At the end of this plan', cursor: 'At the cursor', new: 'Into a new plan' },
    problem: (why) => enProblems[why],
    summary: (sections, goals, items, doubts) =>
      sections + goals + items === 0
        ? 'No sections, goals or monthly items were recognised; the text is kept as it is.'
        : `Recognised ${plural(sections, 'section')}, ${plural(goals, 'goal')} and ${plural(items, 'monthly item')}${doubts > 0 ? `, ${doubts} to check` : ''}`,
  },
})
