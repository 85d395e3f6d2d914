import { call } from './todo'
console.log(await call('POST /rest/v2/tasks', {
  "headers": {
    "X-Request-Id": "9d1a2f6c-0b7e-4f3e-8a55-6c2f0c1d7e90"
  },
  "body": {
    "content": "Buy milk",
    "priority": 4,
    "due_date": "2026-12-01",
    "labels": [
      "Food"
    ]
  }
}))
