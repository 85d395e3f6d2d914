const given = new Set<string>()

/**
 * Gives the page the styles of a part that is loaded when it is asked for: in the site's one style sheet they would
 * weigh on every first visit.
 *
 * @param styles as a module has them: `import styles from './styles/search-dialog.css?inline'`
 */
export function giveStyles(styles: string): void {
  if (given.has(styles)) return
  given.add(styles)
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(styles)
  document.adoptedStyleSheets.push(sheet)
}
