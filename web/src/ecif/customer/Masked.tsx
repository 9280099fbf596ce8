/** A masked value: an eye, a purpose, sixty seconds in clear. Copying copies the mask. */
import { App, Button, Popover, Radio } from 'antd'
import { useEffect, useState, type ClipboardEvent } from 'react'
import { api } from '../../api/client'
import { useWords } from '../../i18n'
import { useOnce } from '../../ui/once'
import { saidOf } from '../../ui/said'
import { useSession } from '../../shell/session'
import { Icon } from '../../ui/Icon'

/** An attribute or `identification`; the golden value, or that of one record. */
type What = { attribute: string; record_id?: string; index?: number }

export function Masked({ number, what, mask, label }: { number: string; what: What; mask: string; label: string }) {
  const { t, pick } = useWords()
  const { can } = useSession()
  const { message } = App.useApp()
  const [open, setOpen] = useState(false)
  const [purpose, setPurpose] = useState('customer-service')
  const [clear, setClear] = useState<{ value: string; until: number } | null>(null)
  const [left, setLeft] = useState(0)
  const purposes = api.useQuery('get', '/api/v1/purposes', {}, { staleTime: 300_000, enabled: open })
  const once = useOnce()
  const reveal = api.useMutation('post', '/api/v1/customers/{number}/reveal')

  useEffect(() => {
    if (!clear) return
    const tick = () => {
      const seconds = Math.ceil((clear.until - Date.now()) / 1000)
      if (seconds <= 0) setClear(null)
      else setLeft(seconds)
    }
    tick()
    const timer = setInterval(tick, 500)
    return () => clearInterval(timer)
  }, [clear])

  const onCopy = (event: ClipboardEvent) => {
    event.preventDefault()
    event.clipboardData.setData('text/plain', mask)
    if (clear) void message.info(t('reveal.copied-mask'))
  }
  if (!can('customer', 'reveal'))
    return (
      <span className="masked" onCopy={onCopy}>
        {mask}
      </span>
    )
  return (
    <span className="masked" onCopy={onCopy}>
      {clear ? (
        <>
          <span className="in-clear">{clear.value}</span>
          <button type="button" className="masked-left" onClick={() => setClear(null)} aria-label={t('reveal.hide')}>
            <Icon name="hidden" size={14} /> {left}s
          </button>
        </>
      ) : (
        <>
          {mask}
          <Popover
            open={open}
            onOpenChange={setOpen}
            trigger="click"
            content={
              <div className="reveal" role="dialog" aria-label={t('reveal.title', { what: label })}>
                <strong>{t('reveal.title', { what: label })}</strong>
                <p className="hint">{t('reveal.text')}</p>
                <Radio.Group
                  vertical
                  value={purpose}
                  onChange={(event) => setPurpose(event.target.value as string)}
                  options={(purposes.data?.items ?? []).map((one) => ({ value: one.name, label: pick(one.title) }))}
                />
                <Button
                  type="primary"
                  block
                  loading={reveal.isPending}
                  onClick={() =>
                    once(() => reveal.mutateAsync({ params: { path: { number } }, body: { ...what, purpose } }, {
                      onSuccess: (answer: { value: string; until: string }) => {
                        setOpen(false)
                        // The server's minute, not one of a clock that may be wrong here.
                        setClear({ value: answer.value, until: Date.now() + 60_000 })
                      },
                      onError: (error: unknown) => void message.error(saidOf(error, t)),
                    } as never))
                  }
                >
                  {t('reveal.do')}
                </Button>
              </div>
            }
          >
            <button type="button" className="masked-eye" aria-label={t('reveal.title', { what: label })}>
              <Icon name="hidden" size={14} />
            </button>
          </Popover>
        </>
      )}
    </span>
  )
}
