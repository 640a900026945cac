public enum LinearAlgebraError: Error { case notPositiveDefinite(pivot: Int) }
public struct Matrix: Sendable { public let rows: Int, columns: Int; public init(rows: Int, columns: Int, _ f: (Int,Int)->Double) { self.rows = rows; self.columns = columns }
 public subscript(_ i: Int, _ j: Int) -> Double { 0 }
 public func weightedCrossProduct(weights: [Double]) -> Matrix { self }
 public func weightedProduct(weights: [Double], _ y: [Double]) -> [Double] { y } 
 public static func * (a: Matrix, b: [Double]) -> [Double] { b } ; public static func * (a: Matrix, b: Matrix) -> Matrix { b } }
public struct Cholesky: Sendable { public init(_ m: Matrix) throws(LinearAlgebraError) {} ; public func solve(_ y: [Double]) -> [Double] { y }; public var inverse: Matrix { fatalError() }; public var logDeterminant: Double { 0 } }
