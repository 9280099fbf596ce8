/** The outermost: theme, language, server state, addresses. */
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { App as AntApp, ConfigProvider } from 'antd'
import en from 'antd/locale/en_US'
import zh from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { useEffect, useState } from 'react'
import { queries } from '../api/client'
import { speak, useWords } from '../i18n'
import { router } from '../router'
import { themeOf } from '../theme/antd'
import { LookContext } from './look'
import { rememberedPreferences, type Preferences } from './session'

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content

function useDark(theme: Preferences['theme']): boolean {
  const [system, setSystem] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches)
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)')
    const change = () => setSystem(query.matches)
    query.addEventListener('change', change)
    return () => query.removeEventListener('change', change)
  }, [])
  return theme === 'system' ? system : theme === 'dark'
}

export function Console() {
  const [look, setLook] = useState<Preferences>(rememberedPreferences)
  const { language } = useWords()
  const dark = useDark(look.theme)

  useEffect(() => {
    const page = document.documentElement
    page.dataset.theme = dark ? 'dark' : 'light'
    page.dataset.density = look.density
    page.dataset.rise = look.rise_colour === 'auto' ? (look.language === 'en' ? 'green' : 'red') : look.rise_colour
    localStorage.setItem('guiyi', JSON.stringify(look))
    dayjs.locale(look.language === 'en' ? 'en' : 'zh-cn')
    void speak(look.language)
  }, [look, dark])

  return (
    <LookContext value={{ look, setLook }}>
      <ConfigProvider
        csp={nonce ? { nonce } : undefined}
        locale={language === 'en' ? en : zh}
        theme={themeOf(dark, look.density)}
        button={{ autoInsertSpace: false }}
        wave={{ disabled: true }}
      >
        <AntApp component={false}>
          <QueryClientProvider client={queries}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </AntApp>
      </ConfigProvider>
    </LookContext>
  )
}
