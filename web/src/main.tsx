import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './theme/tokens.css'
import './theme/base.css'
import './ui/ui.css'
import './shell/shell.css'
import { startTexts } from './i18n'
import { rememberedPreferences } from './shell/session'
import { Console } from './shell/Console'

/**
 * The content policy knows styles by a nonce. The component library gives it to all but the few it makes while a dialog
 * is open (it holds the page behind still, and measures the scroll bar), so every style made here gets it.
 */
function markStyles(): void {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content
  if (!nonce) return
  const make = document.createElement.bind(document)
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    const element = make(name, options)
    if (element instanceof HTMLStyleElement) element.nonce = nonce
    return element
  }) as typeof document.createElement
}

const root = document.getElementById('root')

async function start() {
  markStyles()
  await startTexts(rememberedPreferences().language)
  if (root)
    createRoot(root).render(
      <StrictMode>
        <Console />
      </StrictMode>,
    )
}

void start()
