import type { RefusalCode } from '../../shared/wire/refusals.ts'
import { messages } from './messages.ts'

type Sentences = Record<RefusalCode, string>

const hans: Sentences = {
  'signed-out': '您已退出登录。请重新打开邀请链接；本机上的文字还在。',
  'not-allowed': '您的身份不能做这件事。需要时请联系主席。',
  'plan-frozen': '计划已经定稿待表决，不再接受修改。您的文字已另存在本机。',
  'not-found': '找不到，或者您无权查看。',
  malformed: '内容不完整或格式不对，没有保存。请刷新后再试。',
  'too-large': '内容太大，没有保存。请分成几次。',
  'too-many': '操作太频繁，请稍等一分钟再试，内容不会丢。',
  'foreign-client-id': '这台设备的编辑身份与他人冲突，请刷新页面；您的文字已另存在本机。',
  'old-schema': '页面版本太旧，请刷新后继续编辑。',
  'foreign-origin': '请求来自别的网站，已拒绝。请从共拟的页面操作。',
  'link-invalid': '链接无效、已过期或已撤销。请向主席要一个新的。',
  'link-used': '委员会已经建立，这个链接已经用过。请打开主席发的链接。',
  'name-taken':
    '委员会里已有人用这个姓名。如果就是您：在原来的设备上点自己的姓名，选“在另一台设备上打开”，或请主席发登录链接。如果是同名，请加以区别（如加部门）。',
  conflict: '内容刚刚有变化，请看过最新的再试。',
  'server-fault': '服务器出了问题，这次没有办成。请稍后再试；本机上的文字还在。',
  closed: '这一项已经结束，不再接受新的内容。',
}

const hant: Sentences = {
  'signed-out': '您已登出。請重新開啟邀請連結；本機上的文字還在。',
  'not-allowed': '您的身分不能執行這項操作，有需要請聯絡主席。',
  'plan-frozen': '計畫已定稿待表決，不再接受修改。您的文字已另存於本機。',
  'not-found': '找不到，或您無權檢視。',
  malformed: '內容不完整或格式不符，未儲存。請重新整理後再試。',
  'too-large': '內容太大，未儲存。請分幾次進行。',
  'too-many': '操作過於頻繁，請稍候一分鐘再試，內容不會遺失。',
  'foreign-client-id': '這台裝置的編輯身分與他人衝突，請重新整理；您的文字已另存於本機。',
  'old-schema': '頁面版本太舊，請重新整理後繼續編輯。',
  'foreign-origin': '請求來自其他網站，已拒絕。請從共擬的頁面操作。',
  'link-invalid': '連結無效、已過期或已撤銷。請向主席索取新的連結。',
  'link-used': '委員會已經建立，這個連結已使用過。請開啟主席傳的連結。',
  'name-taken':
    '委員會裡已有人使用這個姓名。如果就是您：請在原來的裝置上點自己的姓名，選「在另一台裝置上開啟」，或請主席傳登入連結。如果是同名，請加以區別（例如加上部門）。',
  conflict: '內容剛剛有變動，請看過最新內容再試。',
  'server-fault': '伺服器發生問題，這次未能完成。請稍後再試；本機上的文字還在。',
  closed: '這一項已經結束，不再接受新的內容。',
}

const en: Sentences = {
  'signed-out':
    'You are signed out. Open your invitation link again; what you typed is still on this device.',
  'not-allowed': 'Your role may not do this. Ask the chair if you need to.',
  'plan-frozen':
    'The plan is frozen for the vote and takes no more changes. Your words are kept on this device.',
  'not-found': 'Not found, or not open to you.',
  malformed: 'The content was incomplete or malformed and was not saved. Reload and try again.',
  'too-large': 'That is too large and was not saved. Do it in parts.',
  'too-many': 'Too many requests. Wait a minute and try again; nothing is lost.',
  'foreign-client-id':
    'This device’s editing identity clashes with another’s. Reload; your words are kept on this device.',
  'old-schema': 'This page is out of date. Reload to go on editing.',
  'foreign-origin': 'The request came from another site and was refused. Use Gongni’s own pages.',
  'link-invalid': 'The link is invalid, expired or revoked. Ask the chair for a new one.',
  'link-used': 'The committee exists already and this link was used. Open the chair’s link.',
  'name-taken':
    'Someone in the committee has this name. If it is you: on your first device click your name and choose “Open on another device”, or ask the chair for a sign-in link. If not, add something to tell you apart.',
  conflict: 'This has just changed. Look at the latest and try again.',
  'server-fault':
    'The server had a fault and could not do this. Try again in a while; your words are kept on this device.',
  closed: 'This is closed and takes nothing more.',
}

/** What happened and what to do next, for each refusal. */
export const refusals = messages({ 'zh-Hans': hans, 'zh-Hant': hant, en })
