/** A mapping tried on the first rows of a file: what becomes of each, and nothing is kept. */
import { Button, Input, Select, Upload } from 'antd'
import { useState } from 'react'
import { api } from '../../api/client'
import { useWords } from '../../i18n'
import { saidOf } from '../../ui/said'
import { Figure } from '../../ui/bits'
import { Card } from '../../ui/Card'
import { count } from '../../ui/format'
import { Icon } from '../../ui/Icon'
import { decoded } from '../../ui/text'
import { TrialRows } from './TrialRows'

/** So many lines of a file are enough: the service looks at 50 rows. */
const linesAtMost = 120

/** The feeds that a text describes, in its order. */
export function feedsIn(text: string): string[] {
  return [...new Set([...text.matchAll(/^\s*\[feed\.([A-Za-z0-9_-]+)\]/gm)].map((found) => found[1]!))]
}

/** The first lines of a bank's file. */
async function beginningOf(file: Blob): Promise<string> {
  const bytes = await file.slice(0, 256 * 1024).arrayBuffer()
  const lines = decoded(bytes, true).split('\n')
  const whole = file.size > bytes.byteLength ? lines.slice(0, -1) : lines
  return whole.slice(0, linesAtMost).join('\n')
}

export function Trial({ source, text }: { source: string; text: string }) {
  const { t, word, pick } = useWords()
  const [sample, setSample] = useState('')
  const [feed, setFeed] = useState<string | undefined>()
  const attempt = api.useMutation('post', '/api/v1/sources/{name}/mappings/try')
  const feeds = feedsIn(text)
  const chosen = feed && feeds.includes(feed) ? feed : feeds[0]
  const answer = attempt.data
  const run = () => {
    if (chosen && sample.trim()) attempt.mutate({ params: { path: { name: source } }, body: { text, feed: chosen, sample } })
  }
  return (
    <Card title={t('trial.title')} hint={t('trial.hint')}>
      <div className="stack trial">
        <div className="row wrap">
          <Select
            className="trial-feed"
            aria-label={t('loads.feed')}
            value={chosen}
            options={feeds.map((value) => ({ value, label: word('feed', value) === value ? value : `${word('feed', value)} · ${value}` }))}
            onChange={setFeed}
            popupMatchSelectWidth={false}
          />
          <Upload
            showUploadList={false}
            beforeUpload={(file) => {
              void beginningOf(file).then(setSample)
              return false
            }}
          >
            <Button icon={<Icon name="upload" size={14} />}>{t('trial.file')}</Button>
          </Upload>
          <Button type="primary" disabled={!sample.trim() || !chosen} loading={attempt.isPending} onClick={run}>
            {t('trial.do')}
          </Button>
        </div>
        <Input.TextArea
          className="mono code-edit"
          rows={5}
          spellCheck={false}
          value={sample}
          aria-label={t('trial.sample')}
          placeholder={t('trial.sample')}
          onChange={(event) => setSample(event.target.value)}
        />
        {attempt.error != null && (
          <div className="strip strip-bad round" role="alert">
            <span>{saidOf(attempt.error, t)}</span>
          </div>
        )}
        {answer && attempt.error == null && (
          <div aria-live="polite" className="stack">
            <div className="figure-row">
              <Figure label={t('trial.taken')} value={count(answer.taken)} />
              <Figure label={t('trial.rejected')} value={count(answer.rows.filter((one) => one.outcome === 'rejected').length)} bad={answer.rejects.length > 0} />
            </div>
            <TrialRows key={attempt.submittedAt} rows={answer.rows} />
            <details>
              <summary>{t('trial.as-text')}</summary>
              <pre className="code told" tabIndex={0} aria-label={t('trial.told')}>
                {pick(answer.told).trim()}
              </pre>
            </details>
          </div>
        )}
      </div>
    </Card>
  )
}
