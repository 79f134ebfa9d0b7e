/** Care, schools, libraries, travel, registration, elections. */
export const peoplePhrases = `
# blue-badge 16 76
? My Blue Badge runs out next month
? How long does a badge take?
? Can my son have a badge? He has autism
= Renewal can be made twelve weeks before; sent the link and offered help by phone.
= Decision is due by {day}; told the customer.
= Explained both ways to qualify.
! Renewal. Award letter attached, no change since the last one.
! First application, cannot walk more than twenty metres.
! Badge stolen from the car in the supermarket.
- Mobility assessment booked.
- Photograph not usable, asked for another.
. Badge ordered; comes by post in ten days.
. Replacement ordered, old badge cancelled.
# bus-pass 12 82
? I have lost my bus pass
? When can I have a bus pass?
= Worked out the date from the date of birth; apply two weeks before.
= Replacement is made at any library; told the customer what to bring.
! Pass lost on the bus last week.
! First pass, sixty-six next month.
- Photograph checked.
- Old pass stopped.
. Pass posted.
. Replacement posted.
# adult-social-care 26 56 12:1.2 1:1.3
? Mum is not managing at home
? The carer has not come this morning
? I look after my husband and I am worn out
= Provider rung: carer is twenty minutes late and on the way.
= Gave the carers’ centre number and booked a call back.
= Explained the assessment and sent the leaflet in large print.
! Two falls this month, lives alone, daughter an hour away.
! Carer asks for an assessment of her own needs.
! Grab rail and bath board wanted after a hip operation.
! Home from hospital on {day}, bed downstairs needed.
- Screened: eligible for assessment.
- Spoke to the daughter, consent recorded.
- Reablement team has a place from {day}.
. Assessment done, plan in place.
. Equipment fitted.
# child-safeguarding 5 24
? I am worried about a child in our street
? A pupil told me something at school
= Family support asked for, not protection: gave the family hub’s number.
= Already known to a social worker; put through.
! Toddler heard crying for hours at number {number}, adults shouting.
! Pupil tired and hungry, same clothes all week.
! Boy of about eight out alone after ten at night.
- Screened by the front door team within the hour.
- School and health visitor rung.
. Passed to the assessment team.
. Family offered early help.
# school-admission 14 84 1:1.6 3:1.4 4:1.6 9:1.4 10:1.5
? When do school applications close?
? We have moved, how do we get a place?
= Closing date is 31 October for secondary; sent the link.
= Fourth on the waiting list; told the customer how it moves.
! Moved during the term and needs a place in year 4.
! Late application for reception, new to the area.
- School has a place; parent to visit.
- Asked for proof of the address.
. Place offered and taken.
. Place offered at the second school.
# school-transport 10 72 9:2.4 8:1.6 1:1.2
? The school bus did not come
? Does my daughter get a bus pass?
= Bus was twenty minutes late in traffic; school told.
= Under the walking distance: explained how to buy a spare seat.
! Route to the secondary has missed the stop at {place} twice this week.
! New pupil in year 7, 3.4 miles.
- Operator rung.
- Distance measured.
. Driver reminded; stop marked.
. Pass sent to the school.
# library 12 92
? What time does the library shut?
? Can you renew my books?
? Do you have that new thriller?
= Opening hours read out; renewed two books.
= Reserved; will come to {place} on {day}.
= PIN set again.
! Returned a book that still shows on the card.
! Home library visits for a mother who cannot get out.
- Shelf checked.
- Volunteer found.
. Book found and taken off the card.
. First visit made.
# birth-registration 12 88
? How do I register a birth?
? My father has died, what do I do?
? We want to get married next summer
= Booked an appointment at the register office and texted what to bring.
= Explained notice of marriage and the 28 days.
! Birth at the city hospital, both parents coming.
! Three more copies of a death certificate for the bank.
! Notice of marriage, one passport from abroad.
- Medical certificate received from the examiner.
- Appointment moved to {day}.
. Registered.
. Copies posted.
# cemetery-enquiry 3 62
? How much is a grave?
? Where is my aunt buried?
= Read out the fees for residents.
= Found in the register: section and number given.
! Would like to add a name to the family stone.
! Family search: burial about 1931.
- Mason’s drawing asked for.
- Register looked through.
. Permit for the stone sent.
. Found; plan of the cemetery sent.
# electoral-register 10 84 3:1.4 4:2 5:1.3 8:1.3
? Am I on the electoral register?
? Where do I vote?
= Registered at this address. Polling card comes in April.
= Polling place is the school on {street}.
! Not on the register after moving to {number} {street}.
! Would like a vote by post.
! Asks to be registered without a name on the list, for safety.
- Form posted.
- National check did not match; documents asked for.
. Added to the register.
. Postal vote set up.
# compliment 4 60
? I would like to thank the crew on our round
? Somebody was very kind at the library
= Thanks passed on to the team.
= Name found; manager told while on the phone.
! Crew on {street} waited while an elderly neighbour crossed and took the bin back for her.
! Adviser sorted out in ten minutes what had taken months.
- Sent to the supervisor to read out.
- Found who was on shift.
. Thanks read out at the morning briefing.
. Passed on, with a copy for their file.
# complaint 14 38
? I want to make a complaint
? I have been passed from pillar to post
? Nobody has rung me back
= Put right while on the phone; customer does not want to go further.
= Explained how a complaint is looked into and the time it takes.
! Three calls about the same bin and promised a call back each time.
! Officer was rude on a visit on {day}. Wants an apology.
! Letter had another person’s details in it.
! Plaster not made good after a repair.
- Acknowledged by mail; service manager has it.
- Call recording listened to.
- Asked the service for dates.
. Upheld: apology sent, refund made.
. Partly upheld; reply sent with the right to a review.
# councillor-enquiry 5 30
? I am ringing for a resident in my ward
? Has anything been done about {street}?
= Read out where the earlier report is.
= Officer’s direct number given.
! Resident of {street} has waited four months for a reply about parking.
! Several residents ask when the play area will be mended.
- Sent to the head of service.
- Site meeting on {day}.
. Reply sent to the councillor.
. Met on site; work agreed.
# freedom-of-information 4 22
? How do I ask for information?
? Has my request been received?
= Already published; sent the link.
= Due on {day}; told the customer.
! Spend on agency staff by month for three years.
! Number of bins reported missed by ward since April.
- Sent to the service for the figures.
- Clarified the dates.
. Sent in full.
. Sent in part; one figure would name a person.
# subject-access-request 3 24
? I want everything you hold about me
= Explained what to send to prove identity.
= Request received; due date read out.
! Housing file since 2019, with notes of visits.
! Recording of a call last month.
- Identity checked.
- Records gathered from three teams.
. Sent with other people’s details removed.
. Sent.
# general-enquiry 46 93
? What time are you open on Saturday?
? Who do I ask about the footbridge?
? Can you put me through to planning?
? Which council do I belong to?
= Gave the opening hours and told the customer about the website.
= Not ours: gave the water company’s number.
= Looked the address up: Dunmere for bins, Westmoor for roads. Explained who does what.
= Found the right officer in the directory and gave the direct line.
! Asks who owns the strip of land behind {street}.
! Organising a fun run past {street}; not sure what is needed.
- Asked the estates team.
- Rang back to ask for the date.
. Answered by mail.
. Answered by phone; nothing more needed.
# licence-application 6 62 11:1.3
? How do I renew my personal licence?
? Do I need a licence for a market stall?
= Sent the form and the fee.
= Licence does not run out; only the address is to be changed.
! Street trading, Saturdays, hot drinks from a trailer.
! Taxi driver’s renewal, medical to follow.
- Police and environmental health asked, no objection yet.
- Knowledge test booked.
. Granted and sent.
. Renewed.
# temporary-event 4 58 5:1.6 6:1.8 7:1.4 11:1.3
? Do I need a licence to sell drinks at the fête?
? How many people can come?
= Temporary event notice: ten clear working days. Sent the form.
= Under the limit for live music; no notice needed.
! Bar and live music in the village hall, until 11pm.
! Wedding in a barn, two hundred guests at most.
- Police and environmental health have three days.
- No objection so far.
. Acknowledged; may go ahead.
. Acknowledged.
# taxi-complaint 3 34
? The taxi driver would not take my guide dog
? I was charged twice the fare
= Fare was within the table; explained the night rate.
= Licensed by another council; gave the number.
! Refused an assistance dog outside the station at {place}.
! Talked on the phone while driving, plate noted.
- Driver interviewed.
- Operator’s records asked for.
. Driver given a written warning; customer told.
. No further action: nothing to support either side.
# food-registration 3 66
? How do I register a home baking business?
= Registration is free, 28 days before opening. Sent the link.
= Already registered by the last owner: explained that it does not pass on.
! Cakes made at home for markets, opening next month.
! Burger van, kept at {street} overnight.
- Questionnaire sent.
- Inspection put in the programme.
. Registered; first inspection within 28 days.
. Registered.
# animal-licence 2 60
? Do I need a licence to board dogs?
= Explained who needs one and the star rating.
= Fee and form sent.
! Home boarding for four dogs.
! Kennels renewal, new isolation block.
- Vet’s visit booked.
- Insurance asked for.
. Granted with four stars.
. Granted for one year.
# trading-standards 6 58
? Builder took a deposit and has not come back
? Is this letter a scam?
= It is a scam: told the customer what to do with the bank.
= Gave the consumer advice line and noted the trader’s name.
! Paid £1,800 for a driveway; no work and no answer to calls.
! Men at the door on {street} selling roof repairs to older people.
! Toy with parts that come off.
- Officer on the street within the hour.
- Trader written to.
. Money back after our letter.
. Product withdrawn.
`;
