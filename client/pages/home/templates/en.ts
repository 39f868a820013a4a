import type { TemplateTexts } from './templates.ts'

export const english: TemplateTexts = {
  blank: 'Union work plan {year}',
  school: `School union work plan

一、Guiding idea
Serve the staff, strengthen their voice, and make the union a home for everyone.

二、Goals
Answer every proposal of the staff congress.

三、Measures
Hold the staff congress and publish what it decides.

四、Schedule
Write here what is to be done in each month.
`,
  company: `Company union work plan

一、Guiding idea
Protect the members' rights and keep relations at work fair.

二、Goals
Sign the collective agreement before the end of the year.

三、Measures
Run a skills contest and collect suggestions.

四、Schedule
Write here what is to be done in each month.
`,
  house: `Workers' home plan

一、Guiding idea
Make the union a place that members like to come to.

二、Goals
Furnish one activity room.

三、Measures
Agree on opening hours and on who is responsible.

四、Schedule
Write here what is to be done in each month.
`,
  sample: `Cloud River School union work plan (example)

一、Guiding idea
Serve the staff, make their voice count, and bring people together.

二、Goals
Answer every proposal of the staff congress.

三、Measures
（一）Democratic management
Hold the staff congress each semester and publish what it decides.
（二）Care
Keep a list of colleagues who need help.

四、Schedule
March: staff congress.
September: Teachers' Day.
December: review of the year.
`,
}
