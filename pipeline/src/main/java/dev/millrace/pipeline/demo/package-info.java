/**
 * Makes up a subscription business with customers who leave for stated reasons: {@link
 * dev.millrace.pipeline.demo.DemoCompany} writes its five sources, {@code Hazard} says why people
 * leave, {@code Mess} what is wrong with the data.
 *
 * <p>A customer's life ({@code Life}) is drawn first, without any thought of leaving: engagement,
 * contract, payments, tickets. The daily hazard of leaving follows from it thirty days later, so
 * that the true probability of leaving is known exactly. Whether and when the customer leaves is
 * drawn last, and cuts off what is written.
 */
@NullMarked
package dev.millrace.pipeline.demo;

import org.jspecify.annotations.NullMarked;
