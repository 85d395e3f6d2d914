/** Calls back while the page scrolls, at most once a frame. @returns what ends it */
export function whileScrolling(listener: () => void): () => void {
  let waiting = false
  const onScroll = () => {
    if (waiting) return
    waiting = true
    requestAnimationFrame(() => {
      waiting = false
      listener()
    })
  }
  window.addEventListener('scroll', onScroll, { passive: true })
  return () => window.removeEventListener('scroll', onScroll)
}
