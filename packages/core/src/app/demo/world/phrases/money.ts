/** Council tax, benefits, rents, rates. */
export const moneyPhrases = `
# council-tax-move 44 88 3:1.3 7:1.3 8:1.4 9:1.3
? I am moving house on {day}
? I have moved out, why do I still get bills?
? New tenants have moved in
= Moved out date recorded, final bill will follow.
= Set up at the new address while on the phone; first bill in ten days.
= Moving to another council; explained the final bill.
! Moved into {number} {street}; previous occupier’s name still on the bill.
! Buying {number} {street} with a partner, keys on {day}.
! Tenants left at the end of the month, empty until let again.
- Waiting for the tenancy agreement.
- Landlord confirmed the dates by mail.
. Account opened, bill issued.
. Account closed, final bill issued.
# council-tax-discount 38 84 9:1.4 10:1.2
? I live on my own now, can I get a discount?
? My son is a student
? Is there a reduction for carers?
= Explained single person discount and put it on from the date given.
= Student certificate is enough; told the customer where to send it.
= Second adult is over eighteen and working: no discount.
! Partner moved out in August. Would like the single person discount backdated.
! Husband has dementia, doctor will confirm.
! Two students and one person working.
- Student certificate received, checking dates.
- Doctor’s form sent.
. Discount applied from the date given.
. Exempt from the start of term.
# council-tax-payment 56 92 3:2.4 4:2.2
? Why has my council tax gone up?
? Can I pay over twelve months?
? I want to set up a Direct Debit
? I have had a reminder but I have paid
= Identity checked. Gave the balance and the next instalment.
= Set instalments over twelve months; new bill in the post.
= Reminder crossed with the payment. Told the customer to ignore it.
= Direct Debit set up for the 15th.
= Explained the bill: police and county precepts make up most of the rise.
! Paid at the post office, receipt held, not on the account.
! Paid twice by mistake on the same day.
! Direct Debit taken from a closed account.
- Payment traced to an old account number.
- Bank asked for a trace.
. Payment moved to the right account.
. Refund of the second payment sent.
# council-tax-arrangement 24 78 1:1.3 5:1.3
? I cannot pay this month’s instalment
? I have a summons and I do not know what to do
= Spread over the months that are left; new bill sent.
= Explained the summons and what happens next; told the customer about debt advice.
! Two instalments behind. Offers £40 a month until clear; income has dropped.
! Hours cut to sixteen a week, rent comes first.
- Income and spending form sent.
- First payment kept.
. Arrangement agreed and letter sent.
. Arrangement agreed after advice from the citizens’ advice office.
# council-tax-refund 16 84
? Am I due a refund? I moved in May
? My refund has not come
= Refund sent on {day}; allow five days.
= Credit moved to the new address at the customer’s wish.
! Account in credit after moving away, asks for the money by bank transfer.
! Late mother’s account in credit, executor asks for it.
- Bank details checked.
- Grant of probate seen.
. Refund sent by bank transfer.
. Credit moved to the new account.
# council-tax-dispute 22 74 3:1.4 4:1.5
? What band is my house?
? This bill is wrong
= Explained who sets the band and gave the Valuation Office’s address.
= Bill was right: discount had ended; explained why.
! Says band should match the other houses in {street}.
! Billed from the 1st, but keys came on the 14th.
! Says the property was empty and unfurnished while works went on.
- Completion statement asked for.
- Inspector visits on {day}.
. Account amended, new bill issued.
. Bill stands; letter sent with the right to go to the tribunal.
# council-tax-support 16 80 4:1.4
? My hours have changed, who do I tell?
? Can I get help with the council tax?
= Change noted with identity checked. No effect on the award.
= Told the customer to claim Universal Credit too and how.
! Started work of 18 hours a week; first payslip to follow.
! Second adult has left the household.
! Late with the claim because of a stay in hospital.
- Waiting for two more payslips.
- Checked against the earnings feed.
. Award revised; letter sent with how to appeal.
. Award made from the date of the claim.
# housing-benefit 18 82 4:1.3
? Have you had my payslips?
? When is my claim going to be decided?
? My rent has gone up
= Evidence received on {day}; decision due within two weeks.
= Rent increase noted; new letter in the post.
! Rent up from the first of the month, landlord’s letter enclosed.
! Son has left school and started work.
! Pension began this week.
- Called twice, no answer; text sent.
- Landlord asked to confirm the rent.
. Award revised; letter sent.
. No change to the award; letter sent.
# benefit-overpayment 8 70
? Why do I owe you money?
? I have had a letter about an overpayment
= Explained which weeks and why; customer accepts it.
= Spread over smaller amounts from next month.
! Says the change was reported at the time by telephone.
! Cannot pay the amount taken each week, asks for less.
- Call recording found.
- Income and spending form sent.
. Overpayment written off: official error.
. Stands; smaller instalments agreed.
# crisis-support 10 58 12:1.6 1:1.4
? I have no money for food until Friday
? My cooker has broken and I have three children
= Food bank voucher code given; open until 4pm.
= Advance of Universal Credit explained; customer will ring them first.
! Prepayment meter empty, two children under five.
! Fled with one bag, no bedding or pots.
! Benefit payment late, nothing in the house.
- Called back within the hour.
- Spoke to the support worker.
. Voucher issued by text.
. Bed, bedding and cooker ordered.
# free-school-meals 12 86 8:1.6 9:2
? How do I claim free school meals?
? Will it carry on at the new school?
= Eligible: told the school while on the phone.
= Carries on to the end of the stage; nothing to do.
! New claim, Universal Credit began last month.
! Twins starting reception in September.
- Checked with the government’s checker: no match, asked for the award letter.
- School told.
. Eligible; school told.
. Eligible from Monday.
# business-rates 9 72 3:1.6 4:1.3
? Do I get small business relief?
? We have taken a new shop
= Relief applies below the threshold; sent the form.
= Revaluation explained; gave the Valuation Office’s address.
! Shop closed for refit since June, asks for the empty rate.
! Charity has taken the lease, asks for relief.
- Inspection booked.
- Lease asked for.
. Bill revised.
. Relief granted from the date of the lease.
# report-fraud 5 60
? I know somebody who is claiming and working
? Next door’s discount cannot be right
= Explained what we can look into; customer will think it over.
= Not a benefit of ours; gave the national line.
! Says a partner has lived there for two years, car on the drive every night.
! Sublet on a holiday site, photographs match.
- Passed to the investigator.
- Records compared.
. Nothing to act on; closed.
. Discount removed from the date found.
# rent-payment 10 80 4:1.3 12:1.2
? I want to pay my rent
? I am behind and have had a letter
= Payment taken through the automated line.
= Balance given; customer pays on Friday.
! Two weeks behind after a change of pay date.
! Universal Credit housing part has not come for a month.
- Support officer rang.
- Direct payment asked for.
. Arrangement kept for six weeks; closed.
. Arrears cleared.
# insurance-claim 6 56 1:1.3 2:1.4 3:1.4
? My car was damaged and I want to claim
? I tripped, who do I write to?
= Explained what a claim needs and how long it takes.
= Utility’s trench: gave their claims address.
! Wheel and tyre damaged at {street}; receipts held.
! Fell over a raised slab near number {number}, wrist in plaster.
! Branch came down on the fence.
- Asked the service for its inspection records.
- Loss adjuster instructed.
. Refused: inspected within our policy. Letter sent.
. Paid in full.
`;
