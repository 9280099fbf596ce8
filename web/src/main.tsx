import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './theme/tokens.css'
import './theme/base.css'
import './ui/ui.css'
import './shell/shell.css'
import { startTexts } from './i18n'
import { rememberedPreferences } from './shell/session'
import { Console } from './shell/Console'

const root = document.getElementById('root')

async function start() {
  await startTexts(rememberedPreferences().language)
  if (root)
    createRoot(root).render(
      <StrictMode>
        <Console />
      </StrictMode>,
    )
}

void start()
