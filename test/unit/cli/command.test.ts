import { expect, test } from 'vitest'
import { idsApart } from '../../../server/cli/command.ts'

const ID = '-bcdefghijklmnopqrst_v'

test('an id that begins with a hyphen is a value or a word, never an option', () => {
  expect(idsApart(['--plan', ID, '--role', 'member'])).toEqual([`--plan=${ID}`, '--role', 'member'])
  expect(idsApart(['revoke', ID, '--data', 'dir'])).toEqual(['revoke', '--data', 'dir', '--', ID])
  expect(idsApart(['list', '--data', 'dir'])).toEqual(['list', '--data', 'dir'])
})
