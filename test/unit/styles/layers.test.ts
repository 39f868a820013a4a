import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** Loaded before all others, and in layers whose order is fixed there. */
const SHARED = new Set(['client/styles/base.css', 'client/panels/panel.css'])
const sheets = globSync('client/**/*.css').map((path) => ({ path, css: readFileSync(path, 'utf8') }))

/** The class that each selector of a sheet begins with: what follows it is more specific, in whatever order. */
const classesOf = (css: string): Set<string> =>
  new Set(
    [...css.replaceAll(/\/\*.*?\*\//gsu, '').matchAll(/([^{}]+)\{/gu)]
      .flatMap(([, selectors = '']) => (selectors.trim().startsWith('@') ? [] : selectors.split(',')))
      .flatMap((selector) => /\.([a-z][\w-]*)/iu.exec(selector)?.[1] ?? []),
  )

test('a class is styled by one sheet of its own, so that the order of loading decides nothing', () => {
  const owners = Map.groupBy(
    sheets
      .filter(({ path }) => !SHARED.has(path))
      .flatMap(({ path, css }) => [...classesOf(css)].map((name) => ({ name, path }))),
    ({ name }) => name,
  )
  const shared = new Set(
    sheets.filter(({ path }) => SHARED.has(path)).flatMap(({ css }) => [...classesOf(css)]),
  )
  const colliding = [...owners].filter(([name, found]) => !shared.has(name) && found.length > 1)
  expect(colliding.map(([name, found]) => `${name}: ${found.map(({ path }) => path).join(', ')}`)).toEqual([])
})

test('what several sheets style stands in the layers below them', () => {
  for (const { path, css } of sheets.filter((sheet) => SHARED.has(sheet.path))) {
    const rules = css.replaceAll(/\/\*.*?\*\//gsu, '').replace(/@layer [\w, ]+;/u, '')
    expect(rules.trim(), path).toMatch(/^@layer \w+ \{[^]*\}$/u)
  }
  expect(sheets.find(({ path }) => path.endsWith('base.css'))?.css).toContain('@layer base, panel;')
})
