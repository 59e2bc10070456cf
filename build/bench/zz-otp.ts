import { benchOtp } from './otp.ts'
console.log(JSON.stringify(await benchOtp(), null, 1))
