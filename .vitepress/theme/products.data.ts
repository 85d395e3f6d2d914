import { defineLoader } from 'vitepress'
import { productAddress } from '../../packages/reference/model/addresses.ts'
import { everyOperation, productTree, type Product } from '../../packages/reference/model/products.ts'
import { lastReading } from '../site/pages.ts'

/** A product for the list on the home page. */
export interface ListedProduct {
  title: string
  link: string
  /** The number of its operations, those of the products below it included. */
  operations: number
  children: ListedProduct[]
}

declare const data: ListedProduct[]
export { data }

export default defineLoader({
  watch: ['../../docs/openapi/openapi.yaml'],
  load: (): ListedProduct[] => productTree(lastReading().reference).map(listed),
})

function listed(product: Product): ListedProduct {
  return {
    title: product.title,
    link: productAddress(product.tag),
    operations: everyOperation(product).length,
    children: product.children.map(listed),
  }
}
