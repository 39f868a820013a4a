/**
 * Numbers as plans write them: Arabic (also full-width), Chinese (二十, 两, 一万, 百分之百), both scripts.
 * All patterns are flat character runs, so matching is linear in the text.
 */
const DIGITS: Record<string, number> = {
  〇: 0,
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  兩: 2,
  双: 2,
  雙: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}
const TENS: Record<string, number> = { 十: 10, 百: 100, 千: 1000 }
const MYRIADS: Record<string, number> = { 万: 10_000, 萬: 10_000, 亿: 100_000_000, 億: 100_000_000 }

/** Characters of a Chinese number, for use inside a character class. */
export const CHINESE = '〇零一二两兩三四五六七八九十百千万萬亿億'
/**
 * One whole number: Arabic (7,000; 3.5万; 3万5千) or Chinese. It begins where its run of digits begins, so that a
 * long run is looked at once.
 */
export const NUMBER = `(?:(?<![0-9０-９.．])[0-9０-９]+(?:,[0-9]{3})*(?:[.．][0-9０-９]+)?(?:[万萬][0-9０-９]+千|[万萬亿億千])?|(?<![${CHINESE}])[${CHINESE}]+)`

/** Whether a text has full-width digits; hardly any has, and all are asked. */
function isWide(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code >= 0xff0e && code <= 0xff19) return true
  }
  return false
}

/** Full-width digits as ASCII; everything else as it is, so that offsets stay. */
export const narrow = (text: string): string =>
  isWide(text)
    ? text.replace(/[０-９．]/gu, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    : text

/** The value of a Chinese number, or null when it is none (万 alone, 一二三). */
function chineseValue(text: string): number | null {
  // 二〇二六: digits by place.
  if (/^[〇零一二三四五六七八九]{2,}$/u.test(text)) {
    return text.length >= 4 || /[〇零]/u.test(text)
      ? Number(text.replace(/./gu, (char) => String(DIGITS[char])))
      : null
  }
  let total = 0
  let section = 0
  let digit: number | null = null
  for (const char of text) {
    const ten = TENS[char]
    const myriad = MYRIADS[char]
    if (ten !== undefined) {
      if (digit === null && ten !== 10 && text.length > 1) return null
      section += (digit ?? 1) * ten
      digit = null
    } else if (myriad !== undefined) {
      section += digit ?? 0
      if (section === 0) return null
      total += section * myriad
      section = 0
      digit = null
    } else {
      if (digit !== null && digit !== 0) return null
      digit = DIGITS[char] ?? null
    }
  }
  return total + section + (digit ?? 0)
}

/** The value of one number as NUMBER matches it, or null. */
export const valueOf = (text: string): number | null => FEW.get(text) ?? anyValue(text)

function anyValue(text: string): number | null {
  const plain = narrow(text).replaceAll(',', '')
  const arabic = /^(\d+(?:\.\d+)?)([万萬亿億千])?$/u.exec(plain)
  if (arabic?.[1] !== undefined)
    return Number(arabic[1]) * (arabic[2] === undefined ? 1 : (MYRIADS[arabic[2]] ?? TENS[arabic[2]] ?? 1))
  const compound = /^(\d+)[万萬](\d+)千$/u.exec(plain)
  if (compound !== null) return Number(compound[1]) * 10_000 + Number(compound[2]) * 1000
  return plain === '' ? null : chineseValue(plain)
}

const CHINESE_DIGITS = '〇一二三四五六七八九'

/** 1..99 in Chinese as headings and months write it (十一, 二十). */
export function printChinese(value: number): string {
  const tens = Math.floor(value / 10)
  const ones = value % 10
  const head = tens === 0 ? '' : `${tens === 1 ? '' : CHINESE_DIGITS[tens]}十`
  return ones === 0 && tens > 0 ? head : `${head}${CHINESE_DIGITS[ones]}`
}

/** The numbers of lists and months, in digits and in Chinese: nearly all that are asked for. */
const FEW = new Map(
  Array.from({ length: 99 }, (_, at) => at + 1).flatMap((value): [string, number][] => [
    [String(value), value],
    [printChinese(value), value],
  ]),
)
