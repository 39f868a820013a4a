/** What a paste is read with, as one script for a page without the product. */
export { readHtml } from '../../client/editor/paste/readHtml.ts'
export { visibleHtml } from './visibleHtml.ts'
export { readText } from '../../client/editor/paste/readText.ts'
