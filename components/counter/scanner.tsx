'use client'

import { Button, Modal } from 'antd'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { readCode } from './read-code'
import styles from './scanner.module.css'

type Props = { open: boolean; onCode: (code: string) => void; onClose: () => void }

/** The camera, until it reads a code. Without a camera it says so; typing and a hand scanner do the same. */
export function Scanner({ open, onCode, onClose }: Props) {
  const t = useTranslations('counter.scan')
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={t('title')} destroyOnHidden width={420}>
      {open && <Camera onCode={onCode} onClose={onClose} />}
    </Modal>
  )
}

/** Pictures larger than this are read no better, only slower. */
const WIDEST = 720
const PAUSE_MS = 120

function Camera({ onCode, onClose }: Omit<Props, 'open'>) {
  const t = useTranslations('counter.scan')
  const video = useRef<HTMLVideoElement>(null)
  const [trouble, setTrouble] = useState<'none' | 'refused'>()
  const found = useRef(onCode)
  found.current = onCode
  useEffect(() => {
    let stream: MediaStream | undefined
    let over = false
    const canvas = document.createElement('canvas')
    const look = async () => {
      const shown = video.current
      if (over || !shown) return
      const { videoWidth, videoHeight } = shown
      if (videoWidth > 0) {
        const scale = Math.min(1, WIDEST / videoWidth)
        canvas.width = Math.round(videoWidth * scale)
        canvas.height = Math.round(videoHeight * scale)
        const paper = canvas.getContext('2d', { willReadFrequently: true })
        paper?.drawImage(shown, 0, 0, canvas.width, canvas.height)
        const pixels = paper?.getImageData(0, 0, canvas.width, canvas.height)
        const code = pixels ? await readCode(pixels) : null
        if (over) return
        if (code) {
          over = true
          found.current(code)
          return
        }
      }
      window.setTimeout(() => void look(), PAUSE_MS)
    }
    const begin = async () => {
      // Only pages that came over a safe line are given the camera.
      if (!navigator.mediaDevices?.getUserMedia) return setTrouble('none')
      try {
        stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: { ideal: 'environment' } }, audio: false })
      } catch (error) {
        return setTrouble(error instanceof DOMException && error.name === 'NotAllowedError' ? 'refused' : 'none')
      }
      if (over || !video.current) return stop()
      video.current.srcObject = stream
      await video.current.play().catch(() => setTrouble('none'))
      void look()
    }
    const stop = () => {
      for (const track of stream?.getTracks() ?? []) track.stop()
    }
    void begin()
    return () => {
      over = true
      stop()
    }
  }, [])
  if (trouble)
    return (
      <div className={styles.trouble}>
        <p>{t(trouble)}</p>
        <Button size="large" block onClick={onClose}>
          {t('type')}
        </Button>
      </div>
    )
  return (
    <div className={styles.frame}>
      <video ref={video} className={styles.video} muted playsInline aria-label={t('view')} />
      <p>{t('hint')}</p>
    </div>
  )
}
