import { keepOwnValues, ownValues, type OwnValues } from './own-values.ts'
import { giveStyles } from './styles.ts'
import styles from './styles/own-values.css?inline'

/** What one enters, and what it has to look like. */
const fields: { name: keyof OwnValues; label: string; sample: string; pattern: string; advice: string }[] = [
  { name: 'mchid', label: '商户号', sample: '1900000109', pattern: '\\d{8,10}', advice: '8 至 10 位数字' },
  {
    name: 'appid',
    label: 'AppID',
    sample: 'wx8888888888888888',
    pattern: '\\w{1,32}',
    advice: '字母与数字，如 wx 开头的 18 位',
  },
  {
    name: 'serial',
    label: '商户证书序列号',
    sample: '40 位十六进制数',
    pattern: '[\\dA-Fa-f]{16,40}',
    advice: '十六进制数，一般为 40 位',
  },
  {
    name: 'keyId',
    label: '微信支付公钥 ID',
    sample: 'PUB_KEY_ID_…',
    pattern: 'PUB_KEY_ID_\\w+|[\\dA-Fa-f]{40}',
    advice: 'PUB_KEY_ID_ 开头；使用平台证书的填证书序列号',
  },
  {
    name: 'notifyUrl',
    label: '通知地址',
    sample: 'https://www.example.com/wxpay/notify',
    pattern: 'https?://[^\\s?#\'"]+',
    advice: '完整的地址，不带参数（?）',
  },
]

const markup = `<form method="dialog" class="own-values">
<h2 id="own-values-title">我的参数</h2>
<p>填进本站所有示例。只保存在这个浏览器里，不会发往任何地方；不要填写私钥与 APIv3 密钥。留空的沿用示例的值。</p>
${fields
  .map(
    ({ name, label, sample, pattern }) =>
      `<label>${label}<input name="${name}" placeholder="${sample}" pattern="${pattern.replaceAll('"', '&quot;')}"` +
      ` autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="own-${name}">` +
      `<small id="own-${name}"></small></label>`,
  )
  .join('')}
<menu><button type="button" value="clear">清除</button><button type="button" value="cancel">取消</button>
<button value="save">保存</button></menu></form>`

let dialog: HTMLDialogElement | undefined

/** Opens the form, with what was entered before. */
export function askForOwnValues(): void {
  giveStyles(styles)
  dialog ??= newDialog()
  const values = ownValues()
  for (const { name } of fields) {
    const input = inputOf(dialog, name)
    input.value = values[name] ?? ''
    judge(dialog, name)
  }
  dialog.showModal()
}

function newDialog(): HTMLDialogElement {
  const made = document.createElement('dialog')
  made.className = 'own-values-dialog'
  made.setAttribute('aria-labelledby', 'own-values-title')
  made.innerHTML = markup
  document.body.append(made)
  made.addEventListener('input', ({ target }) => judge(made, (target as HTMLInputElement).name as keyof OwnValues))
  made.addEventListener('click', ({ target }) => {
    // Beside the form is the dialog itself.
    if (target === made) made.close()
    const { value } = target as HTMLButtonElement
    if (value === 'cancel') made.close()
    if (value === 'clear') {
      keepOwnValues({})
      made.close()
    }
  })
  made.querySelector('form')!.addEventListener('submit', () => {
    const entered = fields.map(({ name }) => [name, inputOf(made, name).value.trim()] as const)
    keepOwnValues(Object.fromEntries(entered.filter(([, value]) => value)))
  })
  return made
}

const inputOf = (form: HTMLElement, name: string) => form.querySelector<HTMLInputElement>(`input[name="${name}"]`)!

/** Says at a field what is wrong with it; the browser keeps the form open. */
function judge(form: HTMLElement, name: keyof OwnValues): void {
  const input = inputOf(form, name)
  const { advice } = fields.find(field => field.name === name)!
  input.setCustomValidity('')
  const isWrong = !input.validity.valid
  input.setCustomValidity(isWrong ? advice : '')
  form.querySelector(`#own-${name}`)!.textContent = isWrong ? `应为${advice}` : ''
}
