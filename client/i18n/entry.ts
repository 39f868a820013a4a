import { messages } from './messages.ts'

/** The ways in: the chair's first minutes, and an invitation. */
export const entryWords = messages({
  'zh-Hans': {
    startTitle: '建立委员会',
    startIntro: '这是给主席的一次性链接。填好两项就可以开始，不需要邮箱和密码。',
    committee: '委员会名称',
    committeeHint: '如：青杨路小学工会委员会',
    yourName: '您的姓名',
    begin: '开始',
    joinIntro: (role: string) => `邀请您以“${role}”的身份加入`,
    who: '您是哪位？',
    join: '进入',
    opens: (title: string) => `将打开：${title}`,
  },
  'zh-Hant': {
    startTitle: '建立委員會',
    startIntro: '這是給主席的一次性連結。填好兩項即可開始，不需要電子郵件和密碼。',
    committee: '委員會名稱',
    committeeHint: '例如：青楊路國小教師會委員會',
    yourName: '您的姓名',
    begin: '開始',
    joinIntro: (role: string) => `邀請您以「${role}」的身分加入`,
    who: '您是哪一位？',
    join: '進入',
    opens: (title: string) => `將開啟：${title}`,
  },
  en: {
    startTitle: 'Set up the committee',
    startIntro: 'This is the chair’s one-time link. Fill in two lines and begin; no e-mail, no password.',
    committee: 'Name of the committee',
    committeeHint: 'For example: Qingyang Road School Union Committee',
    yourName: 'Your name',
    begin: 'Begin',
    joinIntro: (role: string) => `invites you to join as ${role.toLowerCase()}`,
    who: 'Who are you?',
    join: 'Enter',
    opens: (title: string) => `Opens: ${title}`,
  },
})
