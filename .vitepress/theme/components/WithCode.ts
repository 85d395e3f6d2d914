import { h, type FunctionalComponent } from 'vue'

/** A text whose backticks make code. */
export const WithCode: FunctionalComponent<{ text: string }> = ({ text }) =>
  text.split('`').map((part, index) => (index % 2 ? h('code', part) : part))
WithCode.props = ['text']
