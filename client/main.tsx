import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { currentLanguage } from './i18n/language.ts'
import { registerServiceWorker } from './sw/register.ts'
import './styles/tokens.css'
import './styles/base.css'

document.documentElement.lang = currentLanguage()
const root = document.querySelector('#root')
if (root === null) throw new Error('the page has no #root')
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
void registerServiceWorker()
