import { planWords } from '../../../i18n/plan.ts'
import type { TemplateTexts } from './templates.ts'

export const english: TemplateTexts = {
  blank: planWords.en.blankTitle('{year}'),
  school: `School union work plan {year}

一、Guiding idea
Serve the staff, strengthen their voice, and make the union a home for everyone.

二、Goals
1. Visit at least 10 colleagues who are ill or in need.
2. Hold 4 meetings with the school's management.

三、Measures
Hold the staff congress and publish what it decides.

四、Schedule
February:
1. Write the plan for the semester
2. Visit retired colleagues
March:
1. Women's Day
2. Staff congress
April:
Spring walk
May:
Talk on health at work
June:
Review of the semester
`,
  company: `Company union work plan {year}

一、Guiding idea
Protect the members' rights and keep relations at work fair.

二、Goals
1. Recruit 20 new members by December.
2. Hold 2 skills contests.

三、Measures
Sign the collective agreement, run skills contests and collect suggestions.

四、Schedule
January:
Visit members on duty over New Year
March:
1. Members' congress
2. Health checks
May:
Thank the best teams on Labour Day
July:
Bring cold drinks to those who work in the heat
September:
Skills contest
December:
Review of the year
`,
  house: `Workers' home plan {year}

一、Guiding idea
Make the union a place that members like to come to.

二、Goals
1. Recruit 10 volunteers who look after the room.
2. Hold at least 12 evenings for members.

三、Measures
Furnish one activity room, buy books, agree on opening hours and on who is responsible.

四、Schedule
March:
Agree on the plan with the members
April to June:
Furnish the room, buy books and equipment
July:
Open the room
October:
Look back with the members and mend what is missing
`,
  street: `Neighbourhood union work plan {year}

一、Guiding idea
Go to where people work: small firms, couriers, cleaners, guards. Make the union easy to find and to join.

二、Goals
1. Recruit 80 new members by December.
2. Visit at least 30 firms.
3. Hold 4 service days.

三、Measures
（一）Reach more people
List the firms of the neighbourhood and who speaks for their staff.
（二）Services
Hold a service day every quarter with legal advice and health checks.

四、Schedule
January:
1. Visit members on duty over New Year
2. Write the plan for the year
March:
1. Women's Day
2. List the firms of the neighbourhood
May:
1. Labour Day
2. Talk on labour law
July:
Bring cold drinks to those who work outdoors
September:
Neighbourhood sports day
November:
Skills training (to be decided)
December:
Review of the year
`,
  sample: `Example school union work plan {year}

一、Guiding idea
Serve the staff, make their voice count, and bring people together.

二、Goals
1. Visit at least 10 colleagues who are ill or in need.
2. Hold 4 meetings with the school's management.

三、Measures
（一）Democratic management
Hold the staff congress each semester and publish what it decides.
（二）Care
Keep a list of colleagues who need help.

四、Schedule
January:
1. Visit retired colleagues
2. Write the plan for the year
March:
Staff congress
April:
Spring sports day
June:
Talk on health at work
September:
Teachers' Day
November:
Badminton tournament
December:
Review of the year
`,
}
