package io.countersign.command.decision;

import java.util.List;

/** Takes over transactions that people booked before, in this order; all in one transaction of the database. */
public record ImportTransactions(List<Booking> bookings) {}
