import { messages } from './messages.ts'

/** The menu under one's own name. */
export const personWords = messages({
  'zh-Hans': {
    device: '在另一台设备上打开',
    deviceIntro: '用另一台设备扫这个码，就能以您的身份进入。',
    deviceNote: '10 分钟内有效，只能用一次。请不要发给别人：拿到它的人能以您的名义写。',
    deviceLink: '登录链接',
    deviceQr: '登录二维码',
  },
  'zh-Hant': {
    device: '在另一台裝置上開啟',
    deviceIntro: '用另一台裝置掃描，就能以您的身分進入。',
    deviceNote: '10 分鐘內有效，只能用一次。請勿傳給別人：拿到的人能以您的名義寫。',
    deviceLink: '登入連結',
    deviceQr: '登入 QR Code',
  },
  en: {
    device: 'Open on another device',
    deviceIntro: 'Scan this with your other device to come in as yourself.',
    deviceNote: 'It works once, within 10 minutes. Do not pass it on: whoever has it can write in your name.',
    deviceLink: 'Sign-in link',
    deviceQr: 'Sign-in QR code',
  },
})
